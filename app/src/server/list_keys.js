{
  // Where somebody writes or chooses, a key is what they write; a box of a list is neither.
  const isWriting = (at) => at.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");
  const isVisible = (of) => of.checkVisibility();
  // The rows of tables, and of the lists that say they have some.
  const rows = () => [...document.querySelectorAll("main tbody tr, main [data-rows] > *")].filter(isVisible);
  const among = (row, what) => [...row.querySelectorAll(what)].find(isVisible);
  // What Enter opens: the row's page, or what asks about the row. Nothing that acts at once; then it is the row itself.
  const place = (row) => {
    const opens = among(row, "a[href]") ?? among(row, "summary");
    if (!opens) row.tabIndex = -1;
    return opens ?? row;
  };
  const go = (step) => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    if (next) place(next).focus();
    next?.scrollIntoView({ block: "nearest" });
    return next;
  };
  // The list's own search, and where it has none the one over everything.
  const search = () => {
    const field = document.querySelector("main input[type=search]");
    if (!field) return document.querySelector("[data-search]")?.click();
    field.select();
    field.focus();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || isWriting(event.target)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (event.key === "/") {
      event.preventDefault();
      search();
    } else if (step && go(step)) event.preventDefault();
  });
}
