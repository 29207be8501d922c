/* Makes the facets of a register filters. Their state is in the address: ?utval=ssu&ar=2021.
   [data-facet=key] holds links [data-value]; "" is all. A row has what holds it in [data-holds="utval:ssu ar:2021"].
   Rows with one [data-same] are of the same thing, and count once; [data-closed] may not be read, and are not counted.
   A [data-group] without rows left is hidden. On a prepared page a further choice leads to the register.
   A page that has but some of the register's rows names the file that has all, [data-rows]: they are fetched when a
   choice is made or a word is looked for, and what is found stands in [data-found] instead of [data-prepared].
   A register without facets has its field and its table alone. The buttons of [data-sorting] put the rows of groups into
   one list, [data-flat], where each says of which group it is. Without this script the links lead to prepared pages. */
(() => {
  const facets = [...document.querySelectorAll("[data-facet]")].map((part) => ({
    part,
    key: part.dataset.facet,
    summary: part.querySelector("summary"),
    links: [...part.querySelectorAll("[data-value]")],
  }));
  if (!facets.length && !document.querySelector("[data-finder]")) return;

  const source = document.querySelector("[data-rows]")?.dataset.rows;
  let rows = [...document.querySelectorAll("[data-holds]")].map((row) => ({ row, same: row.dataset.same ?? row, isClosed: row.hasAttribute("data-closed"), holds: new Set(row.dataset.holds.split(" ")), text: row.textContent.toLowerCase() }));
  let isWhole = !source;
  const groups = document.querySelectorAll("[data-group]");
  const status = document.querySelector("[data-left]");
  const clear = document.querySelector("[data-clear]");
  const none = document.querySelector("[data-none]");
  const register = new URL(facets[0]?.links[0].href ?? location.href.split(/[?#]/)[0]);
  const isRegister = register.pathname === location.pathname;
  const all = status?.textContent;
  const [field, prepared, found, mould, failed] = ["finder", "prepared", "found", "mould", "failed"].map((name) => document.querySelector(`[data-${name}]`));
  const list = found?.querySelector("ul");
  const more = found?.querySelector("button");
  const PART = 100;

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
    const query = isRegister && new URLSearchParams(location.search).get("q");
    if (query) url.searchParams.set("q", query);
    const sorted = isRegister && new URLSearchParams(location.search).get("sorter");
    if (sorted) url.searchParams.set("sorter", sorted);
    return url.href;
  };

  const count = (some) => new Set(some.filter(({ isClosed }) => !isClosed).map(({ same }) => same)).size;

  const asked = () => (isRegister && field ? (new URLSearchParams(location.search).get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean) : []);

  const fits = ({ holds, text = "" }, made, words = []) => [...made].every(([key, value]) => holds.has(`${key}:${value}`)) && words.every((word) => text.includes(word));

  /* All rows of the register, from the columns of their file. */
  const unpacked = (table) => {
    const root = new URL("..", new URL(source, location));
    return table.title.map((title, n) => {
      const about = table.about[n].map((place) => table.names[place]);
      const number = table.number[n];
      return {
        title, number, about, same: n, lang: table.lang[n], day: table.days[table.day[n]], state: table.states[table.state[n]],
        href: new URL(table.address[n].slice(1), root).href,
        holds: new Set(table.holds[n].map((place) => table.marks[place])),
        text: [number, title, ...about.map(([words]) => words)].join(" ").toLowerCase(),
      };
    });
  };

  let fetching;
  const fetched = () => {
    fetching ??= fetch(source)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .then((table) => {
        rows = unpacked(table);
        isWhole = true;
      })
      .catch(() => {
        fetching = undefined;
        if (failed) failed.hidden = false;
      })
      .then(() => isWhole && show());
  };

  const put = (element, words, lang) => {
    element.textContent = words;
    if (lang) element.lang = lang;
    return element;
  };

  const drawn = ({ title, number, lang, href, about, day, state }) => {
    const part = mould.content.cloneNode(true);
    const link = put(part.querySelector("a"), title, lang);
    link.href = href;
    if (number) link.before(`${number} `);
    const line = part.querySelector(".sub");
    for (const [words, of] of about) line.append(put(document.createElement("span"), words, of));
    if (day) line.append(put(document.createElement("span"), day));
    if (state.length) {
      const [tone, shape, words] = [state[1], state[2], state[0]];
      const label = put(document.createElement("span"), words);
      label.className = `state ${tone} ${shape}`;
      line.append(label);
    }
    return part;
  };

  let left = [];
  const further = () => {
    list.append(...left.slice(list.children.length, list.children.length + PART).map(drawn));
    more.hidden = list.children.length >= left.length;
  };

  /* The rows that are left within the other facets' choices, for each choice of one; and where it leads. */
  const offer = ({ key, part, summary, links }, made, words) => {
    const others = new Map([...made].filter(([other]) => other !== key));
    const within = rows.filter((row) => fits(row, others, words));
    part.hidden = false;
    for (const link of links) {
      const { value } = link.dataset;
      const [name, number] = link.children;
      const isChosen = value === (made.get(key) ?? "");
      const rest = count(value ? within.filter(({ holds }) => holds.has(`${key}:${value}`)) : within);
      if (isChosen) {
        const label = summary.querySelector("span");
        label.textContent = name.textContent;
        if (name.lang) label.lang = name.lang;
        else label.removeAttribute("lang");
        link.setAttribute("aria-current", isRegister ? "true" : "page");
      } else {
        link.removeAttribute("aria-current");
      }
      if (!isRegister && made.has(key)) continue;
      link.href = isChosen ? location.href : addressOf(new Map([...others, [key, value]]));
      if (!isWhole) continue;
      number.textContent = rest;
      link.parentElement.hidden = Boolean(value) && !rest && !isChosen;
    }
  };

  let isFlat = false;
  const shown = (inside) => [...inside.querySelectorAll("[data-holds]")].filter((row) => !row.hidden).length;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };

  /* What is found of all rows, instead of the page's own. */
  const find = (made, words) => {
    const isAsked = made.size > 0 || words.length > 0;
    if (isAsked && !isWhole) return fetched();
    left = isAsked ? rows.filter((row) => fits(row, made, words)) : [];
    list.replaceChildren();
    further();
    prepared.hidden = isAsked;
    found.hidden = !left.length;
    clear.hidden = !isAsked;
    none.hidden = !isAsked || left.length > 0;
    say(isAsked ? status.dataset.left.replace("{}", count(left)) : all);
  };

  const narrow = (made, words) => {
    const isAsked = made.size > 0 || words.length > 0;
    for (const one of rows) one.row.hidden = !fits(one, made, words);
    const number = count(rows.filter(({ row }) => !row.hidden));
    for (const group of groups) {
      group.hidden = isFlat || (isAsked && !shown(group));
      if ("opens" in group.dataset) group.open = isAsked || new URLSearchParams(location.search).has("sorter");
      const counts = group.querySelector(":scope > [data-counts]");
      if (counts) {
        const [one, many] = counts.dataset.counts.split("|");
        counts.textContent = shown(group) === 1 ? one : many.replace("{}", shown(group));
      }
      const around = group.parentElement.closest("[data-group]");
      if (around && group.localName === "details") group.open = isAsked && shown(group) === shown(around);
    }
    clear.hidden = !isAsked;
    none.hidden = !isAsked || rows.some(({ row }) => !row.hidden);
    say(isAsked ? status.dataset.left.replace("{}", number) : all);
  };

  const show = () => {
    const [made, words] = [choices(), asked()];
    for (const facet of facets) offer(facet, made, words);
    if (isRegister && status) (source ? find : narrow)(made, words);
  };

  const choose = (event) => {
    const link = event.target.closest("[data-value], [data-clear]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState(null, "", link.href);
    if (link.matches("[data-clear]") && field) field.querySelector("input").value = "";
    show();
    const { part, summary } = facets.find((one) => one.part.contains(link)) ?? facets[0] ?? {};
    if (part) part.open = false;
    (summary ?? field.querySelector("input")).focus();
  };

  if (isRegister) {
    for (const { part } of facets) part.addEventListener("click", choose);
    clear?.addEventListener("click", choose);
    addEventListener("popstate", () => {
      if (field) field.querySelector("input").value = new URLSearchParams(location.search).get("q") ?? "";
      show();
    });
  }
  if (isRegister && field) {
    const input = field.querySelector("input");
    let waiting;
    const look = () => {
      const url = new URL(location);
      if (input.value.trim()) url.searchParams.set("q", input.value.trim());
      else url.searchParams.delete("q");
      history.replaceState(null, "", url);
      show();
    };
    field.hidden = false;
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, 200);
    });
    field.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      look();
    });
    more?.addEventListener("click", () => {
      const next = list.children.length;
      further();
      list.children[next]?.querySelector("a").focus();
    });
  }
  /* The rows of groups as one list, by what a button names: a part of the row, the group, or nothing, the order they came in. */
  const bar = isRegister && !source && document.querySelector("[data-sorting]");
  if (bar) {
    const flat = document.querySelector("[data-flat]");
    const buttons = [...bar.querySelectorAll("[data-by]")];
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    const places = rows.map(({ row, same }, at) => {
      const group = row.closest("section")?.querySelector("h2")?.textContent.trim() ?? "";
      const first = rows.findIndex((one) => one.same === same) === at;
      const note = put(document.createElement("p"), group);
      note.className = "small";
      return { row, at, group, first, note, home: row.parentElement, texts: new Map() };
    });
    const value = (place, by) => {
      if (!place.texts.has(by)) {
        const part = by === "group" ? undefined : place.row.querySelector(by);
        place.texts.set(by, by === "group" ? place.group : part?.dataset.key ?? part?.textContent.trim() ?? "");
      }
      return place.texts.get(by);
    };
    const sort = () => {
      const asked = Number(new URLSearchParams(location.search).get("sorter") ?? 0);
      const chosen = buttons[Math.abs(asked) - 1];
      const order = (a, b) => {
        const by = chosen.dataset.by;
        const [one, other] = by ? [value(a, by), value(b, by)] : ["", ""];
        if (by && !one !== !other) return one ? -1 : 1;
        return Math.sign(asked) * (by ? compare(one, other) : b.at - a.at) || a.at - b.at;
      };
      isFlat = Boolean(chosen);
      flat.hidden = !isFlat;
      for (const { row, note, home } of places) {
        note.remove();
        home.append(row);
      }
      if (isFlat) {
        const firsts = places.filter(({ first }) => first).sort(order);
        for (const { row, note } of firsts) (row.querySelector(".grow, div") ?? row).append(note);
        flat.append(...firsts.map(({ row }) => row));
      }
      for (const button of buttons) {
        const isChosen = button === chosen;
        button.setAttribute("aria-pressed", isChosen);
        if (isChosen) button.dataset.order = asked > 0 ? "up" : "down";
        else delete button.dataset.order;
      }
    };
    for (const [n, button] of buttons.entries()) {
      button.addEventListener("click", () => {
        const url = new URL(location);
        url.searchParams.set("sorter", button.dataset.order === "up" ? -(n + 1) : n + 1);
        history.replaceState(null, "", url);
        sort();
        show();
      });
    }
    bar.hidden = false;
    addEventListener("popstate", sort);
    sort();
  }
  /* A table is sorted by a column that is pressed, the other way when it is pressed again: ?sorter=3 or ?sorter=-3. */
  const table = isRegister && !source && document.querySelector("table[data-group]");
  if (table) {
    const body = table.tBodies[0];
    const first = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    const value = (row, at) => row.cells[at].querySelector("time, [data-key]")?.dataset.key ?? row.cells[at].dataset.key ?? row.cells[at].textContent.trim();
    const sort = () => {
      const asked = Number(new URLSearchParams(location.search).get("sorter") ?? 0);
      const at = Math.abs(asked) - 1;
      const order = heads[at] ? [...first].sort((a, b) => Math.sign(asked) * compare(value(a, at), value(b, at))) : first;
      body.append(...order);
      heads.forEach((head, n) => (n === at ? head.setAttribute("aria-sort", asked > 0 ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
    };
    heads.forEach((head, n) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const url = new URL(location);
        url.searchParams.set("sorter", head.getAttribute("aria-sort") === "ascending" ? -(n + 1) : n + 1);
        history.replaceState(null, "", url);
        sort();
      });
    });
    addEventListener("popstate", sort);
    sort();
  }
  for (const { part, summary } of facets) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !part.open) return;
      part.open = false;
      summary.focus();
    });
    part.addEventListener("toggle", () => part.open && !isWhole && fetched());
  }
  /* A list that lies over the page closes when the reader goes on. */
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      for (const { part } of facets) if (part.open && !part.contains(target)) part.open = false;
    });
  }
  show();
})();
