/* A table that is laid out as cards on a narrow screen stays a table to those who hear it: WebKit forgets what a table
   is where its display is changed. In HTML these roles may not be written. */
(() => {
  const roles = { thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };
  for (const table of document.querySelectorAll("table.cards")) {
    table.setAttribute("role", "table");
    for (const part of table.querySelectorAll("thead, tbody, tr, th, td")) {
      part.setAttribute("role", roles[part.localName] ?? (part.scope === "row" ? "rowheader" : "columnheader"));
    }
  }
})();
