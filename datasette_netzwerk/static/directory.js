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
  for (const input of page.querySelectorAll(".filters input")) {
    const mine = [...form.elements].find((other) => other.name == input.name && other.value == input.value);
    if (!mine) continue;
    mine.disabled = input.disabled;
    mine.checked = input.checked;
    mine.parentNode.lastChild.textContent = input.parentNode.lastChild.textContent;
  }
  const summary = form.querySelector(".filters summary");
  if (summary) summary.textContent = page.querySelector(".filters summary").textContent;
  const switches = page.querySelectorAll(".bar a[hreflang]");
  document.querySelectorAll(".bar a[hreflang]").forEach((link, place) => (link.href = switches[place].href));
  history.replaceState(null, "", url);
  tell();
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
  form.querySelector(".filters > details > .button")?.remove();
  if (innerWidth >= 960) form.querySelector(".filters details")?.setAttribute("open", "");
}
