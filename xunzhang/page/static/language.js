// Chooses the page's language before anything of it is drawn: an earlier choice, else the first of the browser's languages
// that the page speaks, else English.
window.xunzhangLanguage = ((TAGS) => {
  const KEY = "xunzhang.language";
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage may be switched off
    }
  };
  const preferred = () => {
    const spoken = (navigator.languages || [navigator.language]).map((tag) => tag.toLowerCase().split("-")[0]);
    return spoken.find((language) => language in TAGS) || "en";
  };
  let now = stored() in TAGS ? stored() : preferred();
  const apply = () => {
    if (document.documentElement.lang !== TAGS[now]) document.documentElement.lang = TAGS[now];
  };
  apply();
  // Gradio names the browser's language there too, whether the page speaks it or not.
  new MutationObserver(apply).observe(document.documentElement, { attributeFilter: ["lang"] });
  return {
    get now() {
      return now;
    },
    choose(language) {
      now = language;
      apply();
      try {
        localStorage.setItem(KEY, language);
      } catch {
        // the choice then lasts as long as the page
      }
    },
    // Puts the attributes of what is under `scope` (labels, placeholders) into the language of the page.
    fill(scope) {
      for (const node of scope.querySelectorAll("[data-say]")) {
        const text = now === "zh" ? node.dataset.sayZh : node.dataset.sayEn;
        for (const name of node.dataset.say.split(" ")) node.setAttribute(name, text);
      }
    },
  };
})(window.xunzhangTags);
