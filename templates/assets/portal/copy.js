/* Copy-link buttons: <button data-copy="#id" data-done="Text" hidden>, hidden until this script runs,
   and links that are copied when they are followed: <a href="#id" data-copy="#id" data-done="Text">.
   The page works without it.
   data-copy is an address relative to the page, "" the page itself; with data-words it is the words there that are copied. */
(() => {
  const buttons = document.querySelectorAll("[data-copy]");
  if (!buttons.length) return;

  const status = document.createElement("p");
  status.className = "sr";
  status.setAttribute("role", "status");
  (document.querySelector("main") || document.body).append(status);

  for (const button of buttons) {
    const label = [...button.childNodes];
    let timer;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const url = new URL(button.dataset.copy, location.href);
      if (!button.dataset.copy) url.hash = "";
      try {
        await navigator.clipboard.writeText(button.hasAttribute("data-words") ? document.querySelector(button.dataset.copy).textContent : url.href);
      } catch {
        if (button.href === undefined) location.hash = url.hash;
        return;
      }
      const done = button.dataset.done;
      button.textContent = done;
      status.textContent = "";
      setTimeout(() => { status.textContent = done; }, 50);
      clearTimeout(timer);
      timer = setTimeout(() => { button.replaceChildren(...label); status.textContent = ""; }, 4000);
    });
  }
})();
