// Fetches datasette-vega when somebody asks for a chart. What to fetch and to say is in this script's address.
(() => {
  const known = new URL(document.currentScript.src).searchParams;
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  let button, isFetched;

  // The bundle of 2018 believes whatever stands behind the #: it is only let see what we would have written there.
  const SANE =
    /^#g\.mark=(bar|line|circle)(&g\.([xy]_type=(ordinal|nominal|temporal|quantitative)(-bin)?|\w+_column=(%[C-F]\w|%[89AB]\w|[\w.])*))*$/;
  const cleanFragment = (event) => {
    if (!location.hash.startsWith("#g") || (SANE.test(location.hash) && !/__|prototype|constructor/.test(location.hash))) return;
    event?.stopImmediatePropagation();
    history.replaceState(null, "", location.pathname + location.search);
  };
  cleanFragment();
  addEventListener("popstate", cleanFragment);

  const fetchBundle = () => {
    if (isFetched || !location.hash.startsWith("#g.")) return;
    isFetched = true;
    button?.remove();
    // The bundle waits for DOMContentLoaded, which is over: its listener is called at once.
    const listen = document.addEventListener;
    document.addEventListener = (type, listener, ...rest) =>
      type === "DOMContentLoaded" ? listener() : listen.call(document, type, listener, ...rest);
    const onload = () => (document.addEventListener = listen);
    document.head.append(
      make("link", { rel: "stylesheet", href: known.get("style") }),
      make("script", { src: known.get("script"), onload }),
    );
  };

  const columnOfNumbers = (table) => {
    const cells = [...table.querySelectorAll("tbody tr:first-child td")];
    const place = cells.findIndex((cell) => !cell.querySelector("a") && /^-?\d[\d.,]*$/.test(cell.innerText));
    const head = table.querySelectorAll("th")[place];
    return head && (head.dataset.column || head.innerText);
  };

  addEventListener("DOMContentLoaded", () => {
    const table = document.querySelector("table.rows-and-columns");
    if (!table || !document.querySelector(".export-links a[href*=json]")) return;
    addEventListener("hashchange", () => fetchBundle(cleanFragment()));
    fetchBundle();
    const column = columnOfNumbers(table);
    if (isFetched || !column || document.querySelector("a.netzwerk-chart")) return;
    const onclick = () =>
      (location.hash = known.get("chart") || "g.mark=bar&g.y_column=" + encodeURIComponent(column));
    button = make("button", { type: "button", textContent: known.get("label"), onclick });
    table.before(button);
  });
})();
