// The search as a dialog. It is loaded when somebody first asks for it; without it the same search is a page.

const PAUSE = 150; // Milliseconds without a key before the server is asked.

let dialog, field, results, summary, opener, asking, answered, moved, timer;

export function open(from) {
  if (dialog?.open) return field.select();
  if (opener !== from) make(from);
  field.value = "";
  moved = undefined;
  // What was answered to nothing holds until it is answered again; what was answered to something else is no choice any more.
  if (answered !== "") forget();
  ask();
  dialog.showModal();
  field.focus();
}

function forget() {
  answered = undefined;
  results.replaceChildren();
}

function make(from) {
  dialog?.remove();
  answered = undefined;
  opener = from;
  const label = from.querySelector("span").textContent;
  field = element("input", { class: "input", type: "text", name: "q", autocomplete: "off", spellcheck: "false", enterkeyhint: "go", maxlength: 120, "aria-label": label });
  attributes(field, { role: "combobox", "aria-expanded": "true", "aria-controls": "search-results", "aria-autocomplete": "list" });
  const close = element("button", { class: "button button-small search-close", type: "button" }, from.dataset.close);
  const form = element("form", { class: "search-form", role: "search", method: "get", action: from.href }, from.querySelector("svg").cloneNode(true), field, close);
  results = element("div", { class: "search-results", id: "search-results", role: "listbox", "aria-label": label });
  summary = element("p", { class: "search-summary", role: "status" });
  dialog = element("dialog", { class: "search-dialog", "aria-label": label }, form, results, summary);
  close.onclick = () => dialog.close();
  dialog.onclose = () => asking?.abort();
  // A handler that gives back false would stop the link as well.
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  field.oninput = () => {
    moved = undefined;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  field.onkeydown = move;
  form.onsubmit = choose;
  // The router follows the link after this, by itself.
  results.onclick = (event) => {
    if (event.target.closest("a")) setTimeout(() => dialog.close());
  };
  results.onpointermove = (event) => mark(event.target.closest("a"));
  document.body.append(dialog);
}

async function ask() {
  clearTimeout(timer);
  asking?.abort();
  const { signal } = (asking = new AbortController());
  try {
    const typed = field.value;
    const body = new URLSearchParams({ q: typed });
    const answer = await fetch(opener.dataset.search, { method: "POST", body, signal, headers: { accept: "application/json" } });
    // Whoever is no longer signed in is led to the door by the page.
    if (answer.status === 401) return location.assign(page());
    if (!answer.ok) return;
    show(await answer.json());
    answered = typed;
  } catch (error) {
    if (error.name !== "AbortError") show({ groups: [], summary: "", hint: field.placeholder });
  }
}

function show({ groups, summary: words, hint }) {
  field.placeholder = hint;
  results.replaceChildren(...groups.map(group));
  summary.textContent = words;
  summary.classList.toggle("visually-hidden", groups.length > 0);
  results.scrollTop = 0;
  // Whoever moved through what was there keeps their choice when the answer comes.
  mark(options().find((choice) => choice.getAttribute("href") === moved) ?? options()[0]);
}

function group({ label, sign, hits }, place) {
  const id = `search-group-${place}`;
  const heading = element("p", { class: "search-heading", id }, label);
  return element("div", { class: "search-group", role: "group", "aria-labelledby": id }, heading, ...hits.map((hit, at) => option(hit, sign, `${id}-${at}`)));
}

function option({ title, detail, href }, sign, id) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", sign);
  icon.append(path);
  attributes(icon, { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" });
  const words = [element("span", { class: "search-title" }, title), element("span", { class: "search-detail" }, detail)];
  return element("a", { class: "search-hit", role: "option", "aria-selected": "false", tabindex: "-1", id, href }, icon, ...words);
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = options();
  if (!step || !all.length || event.isComposing) return;
  event.preventDefault();
  mark(all[(all.indexOf(marked()) + step + all.length) % all.length]);
  marked().scrollIntoView({ block: "nearest" });
  moved = marked().getAttribute("href");
}

// What is marked belongs to what was asked last; somebody faster than the answer gets the page.
function choose(event) {
  event.preventDefault();
  const choice = marked();
  dialog.close();
  if (choice && field.value === answered) choice.click();
  else location.assign(page());
}

function mark(choice) {
  if (!choice) return field.removeAttribute("aria-activedescendant");
  marked()?.setAttribute("aria-selected", "false");
  choice.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", choice.id);
}

const options = () => [...results.querySelectorAll("a")];
const marked = () => results.querySelector('[aria-selected="true"]');
const page = () => `${opener.href}?${new URLSearchParams({ q: field.value })}`;

function element(name, values, ...children) {
  const made = document.createElement(name);
  attributes(made, values);
  made.append(...children);
  return made;
}

function attributes(of, values) {
  for (const [name, value] of Object.entries(values)) of.setAttribute(name, value);
}
