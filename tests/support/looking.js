/* What the tests look for in a page. Each function gives the faults, in words or as the start of an element. */
(() => {
  const start = (element) => element.cloneNode().outerHTML.slice(0, 120);
  const isVisible = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".sr");
  const visible = (selector) => [...document.querySelectorAll(selector)].filter(isVisible);

  const wide = () => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth} px of content in ${clientWidth}`] : [];
  };

  /* Text that is cut off where it does not fit: what scrolls is whole. */
  const cut = () => visible("body *").filter((element) => {
    if (!element.innerText || element.clientWidth <= 1) return false; // what is only read out is cut on purpose
    const { overflowX, overflowY } = getComputedStyle(element);
    return (["hidden", "clip"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (["hidden", "clip"].includes(overflowY) && element.scrollHeight > element.clientHeight + 1);
  }).map(start);

  /* One main heading, and tables that say what they are. A table in a text that people wrote has the name of its frame. */
  const structure = () => {
    const faults = [];
    if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
    for (const table of document.querySelectorAll("main table")) {
      if (table.closest(".hand")) continue;
      if (!table.caption?.textContent.trim() && !table.closest(".prose .scroll[aria-label]")) faults.push(`no caption: ${start(table)}`);
      for (const cell of table.querySelectorAll("th:not([scope])")) faults.push(`no scope: ${start(cell)}`);
    }
    return faults;
  };

  /* A state whose shape is not to be seen. */
  const shapeless = () => {
    const ground = getComputedStyle(document.body).backgroundColor;
    const shows = (colour) => colour !== ground && !/^rgba\(.*, 0\)$/.test(colour);
    return visible(".state").filter((state) => {
      const shape = getComputedStyle(state, "::before");
      const hasBorder = parseFloat(shape.borderTopWidth) > 0 && shows(shape.borderTopColor);
      return !(parseFloat(shape.width) >= 8 && parseFloat(shape.height) >= 8
        && (hasBorder || shows(shape.backgroundColor) || shape.backgroundImage !== "none"));
    }).map(start);
  };

  const moving = () => [...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName } = getComputedStyle(element);
    return /[1-9]/.test(transitionDuration) || animationName !== "none";
  }).map(start);

  /* WCAG 1.4.12: what a reader may set, nothing may be lost. */
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  const space = (isOn) => { document.adoptedStyleSheets = isOn ? [sheet] : []; };

  /* The element that has the focus: what it is, and what is wrong with how that shows. */
  const focused = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const faults = [];
    if (!(outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) && boxShadow === "none") faults.push("no sign of focus");
    const points = [...element.getClientRects()].flatMap(({ left, top, right, bottom }) => [
      [(left + right) / 2, (top + bottom) / 2], [left + 3, top + 3], [right - 3, bottom - 3],
    ]);
    const isSeen = points.some(([x, y]) => {
      const on = document.elementFromPoint(x, y);
      return on && (element.contains(on) || on.contains(element) && on.localName !== "body" && on.localName !== "html");
    });
    if (!isSeen) faults.push("hidden under something");
    return { element: start(element), name: element.innerText?.trim() || element.getAttribute("aria-label") || "", faults };
  };

  const shifts = () => new Promise((resolve) => {
    const found = [];
    new PerformanceObserver((list) => found.push(...list.getEntries().map(({ value, sources }) =>
      [value, ...sources.map(({ node }) => node?.nodeType === 1 ? start(node) : String(node?.textContent))])))
      .observe({ type: "layout-shift", buffered: true });
    document.fonts.ready.then(() => setTimeout(() => resolve(found), 150));
  });

  window.looking = { wide, cut, structure, shapeless, moving, space, focused, shifts };
})();
