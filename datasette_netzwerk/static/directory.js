// Answers while somebody types. It asks the server for the very page that the form would open, so the answer is
// always the form's, and puts its parts into this one. Without it the form works as it is.

const form = document.querySelector("form[data-live]");
const box = form?.querySelector("#q");
const status = document.getElementById("status");
const FINISHED_TYPING = 150;
const FINISHED_READING = 900; // late, so that a screen reader speaks once and not at every key

let asked;
let typing;
let telling;
let areOpen = innerWidth >= 960;

function address() {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) parameters.append(name, value.trim());
  const query = parameters.toString();
  return form.getAttribute("action") + (query && "?" + query);
}

async function ask(url) {
  clearTimeout(typing);
  asked?.abort();
  asked = new AbortController();
  try {
    const response = await fetch(url, { signal: asked.signal });
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    show(page, url);
  } catch (error) {
    if (error.name != "AbortError") location.assign(url);
  }
}

function show(page, url) {
  document.getElementById("results").replaceChildren(...page.getElementById("results").childNodes);
  showFilters(page);
  const switches = page.querySelectorAll(".bar a[hreflang]");
  document.querySelectorAll(".bar a[hreflang]").forEach((link, place) => (link.href = switches[place].href));
  history.replaceState(null, "", url);
  tell();
}

// Puts in the values that still find somebody; what was open stays open, and who was at a value stays there.
function showFilters(page) {
  const filters = form.querySelector(".filters");
  const at = filters.contains(document.activeElement) ? document.activeElement : null;
  const place = at?.closest("fieldset")?.querySelector("legend").textContent;
  const open = [...filters.querySelectorAll("fieldset:has(details[open]) legend")].map((legend) => legend.textContent);
  areOpen = filters.querySelector("details")?.open ?? areOpen;
  filters.replaceChildren(...page.querySelector(".filters").childNodes);
  prepareFilters(filters);
  for (const legend of filters.querySelectorAll("legend")) {
    if (open.includes(legend.textContent)) legend.parentNode.querySelector("details")?.setAttribute("open", "");
    if (at?.matches("summary") && place == legend.textContent) legend.parentNode.querySelector("summary")?.focus();
  }
  if (!at?.name) return at && !place && filters.querySelector("summary")?.focus();
  [...filters.querySelectorAll("input")].find((input) => input.name == at.name && input.value == at.value)?.focus();
}

function prepareFilters(filters) {
  filters.querySelector(":scope > details > .button")?.remove();
  filters.querySelector("details")?.toggleAttribute("open", areOpen);
}

function tell() {
  clearTimeout(telling);
  const found = document.querySelector("#results .nothing h3") ?? document.getElementById("count");
  telling = setTimeout(() => (status.textContent = found.textContent), found.id ? FINISHED_READING : 0);
}

function clear() {
  box.value = "";
  ask(address());
}

if (form) {
  box.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => ask(address()), FINISHED_TYPING);
  });
  form.addEventListener("change", (event) => event.target != box && ask(address()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(address());
  });
  form.addEventListener("click", (event) => {
    const chip = event.target.closest(".chips a");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(chip.href);
    box.focus();
  });
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key == "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    } else if (event.key == "Escape" && event.target == box && box.value) {
      event.preventDefault();
      clear();
    }
  });
  prepareFilters(form.querySelector(".filters"));
}
