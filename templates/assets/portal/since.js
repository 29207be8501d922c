/* What is new since a day that the reader chooses, at /nytt/: the day stands in the address, ?sidan=2026-11-01, and
   nowhere else. Every day of the log has its date as its heading's id. All words stand in the page. */
(() => {
  const form = document.querySelector("[data-since]");
  if (!form) return;
  const field = form.elements.sidan;
  const told = document.querySelector("[data-told]");
  const mark = document.querySelector("[data-new]").content;
  const days = [...document.querySelectorAll("[id^=d20], [id^=d19]")].map((heading) => ({ heading, day: heading.id.slice(1), part: heading.closest("section") }));

  const show = () => {
    const since = new URLSearchParams(location.search).get("sidan") || "";
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(since);
    field.value = isDay ? since : "";
    let number = 0;
    for (const { heading, day, part } of days) {
      const isNew = isDay && day >= since;
      heading.querySelector(".new")?.remove();
      part.classList.toggle("is-new", isNew);
      for (const fold of part.querySelectorAll(".group__body > details")) fold.open = isNew;
      if (!isNew) continue;
      for (let fold = part.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      heading.append(mark.cloneNode(true));
      number += part.querySelectorAll("[data-entry]").length;
    }
    const { none, one, many, older } = told.dataset;
    const words = number === 0 ? none : number === 1 ? one : many.replace("{}", number);
    told.textContent = isDay ? `${words}${days.length && since < days.at(-1).day ? ` ${older}` : ""}` : "";
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const url = new URL(location.href);
    if (field.value) url.searchParams.set("sidan", field.value);
    else url.searchParams.delete("sidan");
    history.pushState(null, "", url);
    show();
  });
  addEventListener("popstate", show);
  form.hidden = false;
  show();
})();
