// Draws the charts of the statistics page. Vega is asked for when the first chart comes into view; until then, and
// without this script, the tables say it all. Colours are the page's own CSS properties, so they follow it by themselves.

(() => {
  const { charts: address, vega } = document.currentScript.dataset;
  const phone = matchMedia("(max-width: 45.99rem)");
  const drawn = new Map();
  let library;

  document.documentElement.classList.add("scripted");

  function load(source) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  async function read(drawing) {
    const url = new URL(address, location.href);
    url.searchParams.set("drawing", drawing);
    const response = await fetch(url);
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }

  async function draw(places) {
    const drawing = phone.matches ? "phone" : "wide";
    const [charts] = await Promise.all([read(drawing), (library ??= load(vega))]);
    for (const place of places) {
      const chart = charts[place.dataset.chart];
      if (!chart) continue;
      drawn.get(place)?.finalize();
      place.style.minHeight = `${place.offsetHeight}px`; // Vega empties the place first: nothing may jump meanwhile
      // An interpreter instead of generated code, and no style of its own: both would need a laxer security policy.
      const options = { ast: true, renderer: "svg", actions: false, defaultStyle: false, tooltip: false };
      drawn.set(place, await vegaEmbed(place, chart, options));
      // The place itself is the picture, with the figure's title; its hundred marks would only be noise to listen to.
      place.querySelector("svg").setAttribute("aria-hidden", "true");
      place.style.minHeight = "";
      place.dataset.drawn = drawing;
    }
  }

  function give_up(places) {
    for (const place of places) place.hidden = true;
    for (const table of document.querySelectorAll("figure details")) table.open = true;
  }

  addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll("[data-closes]")) {
      table.open = false;
      table.removeAttribute("data-closes");
    }
    const places = [...document.querySelectorAll("[data-chart]")];
    const all = () => draw(places).catch(() => give_up(places));
    const watch = new IntersectionObserver((seen) => {
      if (!seen.some((each) => each.isIntersecting)) return;
      watch.disconnect();
      all();
    });
    for (const place of places) watch.observe(place);
    phone.addEventListener("change", () => drawn.size && all());
  });
})();
