/* Copy-link buttons: <button data-copy="#id" data-done="Text" hidden>, hidden until this script runs,
   and links that are copied when they are followed: <a href="#id" data-copy="#id" data-done="Text">.
   The page works without it.
   data-copy is an address relative to the page, "" the page itself. */
(() => {
  const buttons = document.querySelectorAll("[data-copy]");
  if (!buttons.length) return;

  const status = document.createElement("p");
  status.className = "sr";
  status.setAttribute("role", "status");
  (document.querySelector("main") || document.body).append(status);

  for (const button of buttons) {
    const label = button.textContent;
    let timer;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const url = new URL(button.dataset.copy, location.href);
      if (!button.dataset.copy) url.hash = "";
      try {
        await navigator.clipboard.writeText(url.href);
      } catch {
        if (button.href === undefined) location.hash = url.hash;
        return;
      }
      const done = button.dataset.done || label;
      button.textContent = done;
      status.textContent = "";
      setTimeout(() => { status.textContent = done; }, 50);
      clearTimeout(timer);
      timer = setTimeout(() => { button.textContent = label; status.textContent = ""; }, 4000);
    });
  }
})();
