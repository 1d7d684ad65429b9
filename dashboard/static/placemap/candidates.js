// The list beside the small map: what a name may mean, best first, each with its reasons. All text is set with textContent.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});
  const { make } = VisitMap;

  const button = (className, text, act) => {
    const element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };

  /** `on`: {select(index), hover(index), take(id), ask(suggestion)}. */
  VisitMap.Candidates = class {
    constructor(root, on) {
      this.root = root;
      this.on = on;
      this.items = [];
    }

    /** `answer`: {title, message, tone, places, suggestions, suggestions_title, takes, taken}. */
    show(answer, texts) {
      const { title, message, tone, places, suggestions } = answer;
      const parts = [];
      if (title) parts.push(make("h3", "pm-title", title));
      if (message) {
        const said = make("p", "pm-message", message);
        if (tone) said.dataset.tone = tone;
        said.setAttribute("role", "status");
        parts.push(said);
      }
      if (suggestions.length) parts.push(this.suggestions(answer));
      this.items = places.map((place, index) => this.item(place, index, answer, texts));
      if (places.length) {
        const list = make("ol", "pm-list");
        list.setAttribute("aria-label", texts.candidates);
        list.dataset.testid = "candidates";
        list.append(...this.items);
        parts.push(list);
      }
      const focused = this.items.length && this.root.contains(document.activeElement);
      this.root.replaceChildren(...parts);
      this.root.hidden = !parts.length;
      // The button that was pressed is gone with the list it stood in: the list takes the focus instead of losing it.
      if (focused) {
        this.root.tabIndex = -1;
        this.root.focus({ preventScroll: true });
      }
    }

    suggestions({ suggestions, suggestions_title }) {
      const box = make("div", "pm-suggestions");
      if (suggestions_title) box.append(make("p", "vm-quiet", suggestions_title));
      for (const suggestion of suggestions) box.append(button("pm-suggestion", suggestion.text, () => this.on.ask(suggestion)));
      return box;
    }

    item(place, index, { takes, taken }, texts) {
      const item = make("li", "pm-item");
      item.dataset.id = place.id;
      const head = button("pm-head", undefined, () => this.on.select(index));
      head.title = texts.show_on_map;
      const words = make("span", "pm-words");
      words.append(
        make("span", "pm-name", place.name),
        make("span", "pm-where", [place.kind, place.where].filter(Boolean).join(" · ")),
        make("span", "vm-tag", place.match),
      );
      if (place.number) head.append(make("span", "pm-number", String(place.number)));
      head.append(words);
      if (place.score !== null) head.append(this.score(place, texts));
      head.addEventListener("pointerenter", () => this.on.hover(index));
      head.addEventListener("pointerleave", () => this.on.hover(-1));
      item.append(head);

      const body = make("div", "pm-body");
      const why = make("ul", "pm-reasons");
      why.append(...place.reasons.map((reason) => make("li", "", reason)));
      if (place.reasons.length) body.append(why);
      const facts = make("dl", "pm-facts");
      const fact = (name, value) => value && facts.append(make("dt", "", name), make("dd", "", value));
      for (const [lang, names] of place.names) fact(lang, names);
      fact(texts.place_point, place.lat === null ? texts.not_stated : `${place.lat.toFixed(4)}, ${place.lon.toFixed(4)} (${place.precision_text})`);
      fact(texts.place_id, place.id);
      fact(texts.source, [place.source, place.licence].filter(Boolean).join(" · "));
      fact(texts.note, place.note);
      const more = make("details", "pm-more");
      more.open = index === 0;
      more.append(make("summary", "", texts.names_and_source), facts);
      body.append(more);
      if (takes) {
        const here = place.id === taken;
        const take = button("pm-take", here ? texts.is_taken : texts.take, () => this.on.take(place.id));
        take.disabled = here;
        body.append(take);
      }
      item.append(body);
      return item;
    }

    score(place, texts) {
      const box = make("span", "pm-score");
      box.title = texts.score;
      const bar = make("span", "pm-bar");
      bar.style.setProperty("--pm-share", String(Math.max(0, Math.min(1, place.score))));
      box.append(make("span", "pm-hidden", texts.score + " "), make("span", "pm-points", place.score_text), bar);
      return box;
    }

    mark(index) {
      this.items.forEach((item, i) => item.classList.toggle("pm-selected", i === index));
    }

    hover(index) {
      this.items.forEach((item, i) => item.classList.toggle("pm-hovered", i === index));
    }

    bring(index) {
      this.items[index]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };
})();
