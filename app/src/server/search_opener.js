{
  const open = (event) => {
    const opener = document.querySelector("[data-search]");
    if (!opener) return;
    event.preventDefault();
    import("/scripts/search.js").then((search) => search.open(opener), () => location.assign(opener.href));
  };
  const held = (event) => event.ctrlKey || event.metaKey;
  addEventListener("keydown", (event) => {
    if (held(event) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") open(event);
  });
  addEventListener("click", (event) => {
    if (event.button === 0 && !held(event) && !event.shiftKey && !event.altKey && event.target.closest?.("[data-search]")) open(event);
  }, true);
}
