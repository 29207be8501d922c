/* Makes the facets of a register filters. Their state is in the address: ?utval=ssu&ar=2021.
   [data-facet=key] holds links [data-value]; "" is all. A row has what holds it in [data-holds="utval:ssu ar:2021"].
   Rows with one [data-same] are of the same thing, and count once; [data-closed] may not be read, and are not counted.
   A [data-group] without rows left is hidden. On a prepared page a further choice leads to the register.
   Without this script the links lead to prepared pages. */
(() => {
  const facets = [...document.querySelectorAll("[data-facet]")].map((part) => ({
    part,
    key: part.dataset.facet,
    summary: part.querySelector("summary"),
    links: [...part.querySelectorAll("[data-value]")],
  }));
  if (!facets.length) return;

  const rows = [...document.querySelectorAll("[data-holds]")].map((row) => ({ row, same: row.dataset.same ?? row, holds: new Set(row.dataset.holds.split(" ")) }));
  const groups = document.querySelectorAll("[data-group]");
  const status = document.querySelector("[data-left]");
  const clear = document.querySelector("[data-clear]");
  const none = document.querySelector("[data-none]");
  const register = new URL(facets[0].links[0].href);
  const isRegister = register.pathname === location.pathname;
  const all = status?.textContent;

  /* The choices made: on a prepared page its own, on the register those of the address that there are. */
  const choices = () => {
    const asked = new URLSearchParams(location.search);
    const made = new Map();
    for (const { key, links } of facets) {
      const link = links.find((one) => one.dataset.value && (isRegister ? one.dataset.value === asked.get(key) : one.hasAttribute("aria-current")));
      if (link) made.set(key, link.dataset.value);
    }
    return made;
  };

  const addressOf = (made) => {
    const url = new URL(register);
    for (const { key } of facets) if (made.get(key)) url.searchParams.set(key, made.get(key));
    return url.href;
  };

  const count = (some) => new Set(some.filter(({ row }) => !row.hasAttribute("data-closed")).map(({ same }) => same)).size;

  const fits = ({ holds }, made) => [...made].every(([key, value]) => holds.has(`${key}:${value}`));

  /* The rows that are left within the other facets' choices, for each choice of one; and where it leads. */
  const offer = ({ key, part, summary, links }, made) => {
    const others = new Map([...made].filter(([other]) => other !== key));
    const within = rows.filter((row) => fits(row, others));
    part.hidden = false;
    for (const link of links) {
      const { value } = link.dataset;
      const [words, number] = link.children;
      const isChosen = value === (made.get(key) ?? "");
      const left = count(value ? within.filter(({ holds }) => holds.has(`${key}:${value}`)) : within);
      if (isChosen) {
        const label = summary.querySelector("span");
        label.textContent = words.textContent;
        if (words.lang) label.lang = words.lang;
        else label.removeAttribute("lang");
        link.setAttribute("aria-current", isRegister ? "true" : "page");
      } else {
        link.removeAttribute("aria-current");
      }
      if (!isRegister && made.has(key)) continue;
      number.textContent = left;
      link.href = isChosen ? location.href : addressOf(new Map([...others, [key, value]]));
      link.parentElement.hidden = Boolean(value) && !left && !isChosen;
    }
  };

  const left = (inside) => [...inside.querySelectorAll("[data-holds]")].filter((row) => !row.hidden).length;

  const narrow = (made) => {
    for (const one of rows) one.row.hidden = !fits(one, made);
    const number = count(rows.filter(({ row }) => !row.hidden));
    for (const group of groups) {
      group.hidden = made.size > 0 && !left(group);
      const around = group.parentElement.closest("[data-group]");
      if (around && group.localName === "details") group.open = made.size > 0 && left(group) === left(around);
    }
    clear.hidden = !made.size;
    none.hidden = !made.size || rows.some(({ row }) => !row.hidden);
    const words = made.size ? status.dataset.left.replace("{}", number) : all;
    if (status.textContent !== words) status.textContent = words;
  };

  const show = () => {
    const made = choices();
    for (const facet of facets) offer(facet, made);
    if (isRegister && status) narrow(made);
  };

  const choose = (event) => {
    const link = event.target.closest("[data-value], [data-clear]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState(null, "", link.href);
    show();
    const { part, summary } = facets.find((one) => one.part.contains(link)) ?? facets[0];
    part.open = false;
    summary.focus();
  };

  if (isRegister) {
    for (const { part } of facets) part.addEventListener("click", choose);
    clear?.addEventListener("click", choose);
    addEventListener("popstate", show);
  }
  for (const { part, summary } of facets) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !part.open) return;
      part.open = false;
      summary.focus();
    });
  }
  /* A list that lies over the page closes when the reader goes on. */
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      for (const { part } of facets) if (part.open && !part.contains(target)) part.open = false;
    });
  }
  show();
})();
