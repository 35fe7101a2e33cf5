{
  // Where somebody writes or chooses, a key is what they write; a box of a list is neither.
  const isWriting = (at) => at.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");
  const search = () => document.querySelector("main input[type=search]");
  const rows = () => [...document.querySelectorAll("main tbody tr")].filter((row) => row.querySelector("a[href]"));
  const go = (step) => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    next?.querySelector("a[href]").focus();
    next?.scrollIntoView({ block: "nearest" });
    return next;
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || isWriting(event.target)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (event.key === "/" && search()) {
      event.preventDefault();
      search().select();
      search().focus();
    } else if (step && go(step)) event.preventDefault();
  });
}
