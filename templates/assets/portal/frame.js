/* Leads from the frame of all bodies to that of the one that its address names: ?utval=ssu is the page ssu/. */
(() => {
  const bodies = document.querySelector("[data-bodies]")?.dataset.bodies.split(" ") ?? [];
  const body = new URLSearchParams(location.search).get("utval");
  if (bodies.includes(body)) location.replace(new URL(`${body}/`, location.href.split("?")[0]));
})();
