// Detail: an event in words, for the popup (short) and the panel under the map (whole). All text is set with textContent; links are http(s) only.
(() => {
  "use strict";
  const VisitMap = (window.VisitMap = window.VisitMap || {});

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    return element;
  };

  /** A link to a source, or plain text where its address is none that may be followed. */
  const link = (label, address) => {
    let url = null;
    try { url = new URL(address); } catch { /* no address: the label stands alone */ }
    if (!url || !/^https?:$/.test(url.protocol)) return make("span", "vm-source", label);
    const element = make("a", "vm-source", label);
    Object.assign(element, { href: url.href, target: "_blank", rel: "noopener noreferrer", title: url.hostname });
    return element;
  };

  const people = (list) => list.map(({ name, role }) => {
    const item = make("li");
    item.append(make("span", "vm-person", name));
    if (role) item.append(make("span", "vm-role", role));
    return item;
  });

  const row = (parent, name, ...content) => {
    if (!content.length) return;
    parent.append(make("dt", "", name));
    const value = make("dd");
    value.append(...content);
    parent.append(value);
  };

  const listed = (items) => {
    const list = make("ul", "vm-list");
    list.append(...items);
    return list;
  };

  const sources = (list, whole = false) => listed(list.map(({ label, url, published, citation }) => {
    const item = make("li");
    item.append(link(label, url));
    if (published) item.append(make("span", "vm-quiet", published));
    if (whole && citation) item.append(make("span", "vm-role", citation));
    return item;
  }));

  /** What each source says, field by field: a source that differs stands beside the others. */
  const claims = (list) => {
    const fields = make("dl", "vm-claims");
    for (const field of new Set(list.map((claim) => claim.field))) {
      fields.append(make("dt", "", field));
      const said = make("dd");
      for (const claim of list.filter((other) => other.field === field)) {
        const line = make("p", "vm-claim vm-claim-" + claim.agrees);
        line.append(make("span", "vm-claimed", claim.value));
        if (claim.remark) line.append(make("span", "vm-tag", claim.remark));
        const from = make("span", "vm-claim-source");
        from.append(link(claim.source, claim.url));
        if (claim.locator) from.append(make("span", "", " · " + claim.locator));
        line.append(from);
        said.append(line);
      }
      fields.append(said);
    }
    return fields;
  };

  const aboutVisit = (visit, texts) => {
    const facts = make("dl", "vm-facts");
    row(facts, texts.visit_date, make("span", "", visit.date));
    if (visit.delegation) row(facts, texts.delegation, make("span", "", visit.delegation));
    if (visit.head.length) row(facts, texts.head, listed(people(visit.head)));
    if (visit.note) row(facts, texts.note, make("span", "", visit.note));
    return facts;
  };

  /** Fills `element` with one event. `whole` adds the date as written, roles, notes and what each source says. */
  VisitMap.renderDetail = (element, detail, texts, whole = false) => {
    element.replaceChildren();
    element.classList.add("vm-detail");
    const head = make("header");
    const kind = make("p", "vm-kind", detail.type);
    for (const tag of detail.tags) kind.append(make("span", "vm-tag", tag));
    head.append(kind, make(whole ? "h3" : "h4", "vm-title", detail.title));
    head.append(make("p", "vm-when", detail.date), make("p", "vm-where", detail.place));
    if (detail.visit) {
      const visit = make("p", "vm-of-visit");
      const mark = make("span", "vm-mark");
      mark.style.background = `var(--vm-hue-${detail.visit.hue})`;
      visit.append(mark, make("span", "", detail.visit.title));
      head.append(visit);
    }
    const facts = make("dl", "vm-facts");
    if (!whole) row(facts, texts.sources, sources(detail.sources)); // in sight at once, whatever follows
    if (detail.hosts.length) row(facts, texts.hosts, listed(people(detail.hosts)));
    if (detail.guests.length) row(facts, texts.guests, listed(people(detail.guests)));
    if (detail.documents.length) row(facts, texts.documents, listed(detail.documents.map((text) => make("li", "", text))));
    if (whole) {
      row(facts, texts.as_written, make("span", "", detail.date_text || texts.not_stated));
      row(facts, texts.as_understood, make("span", "", detail.date_understood));
      row(facts, texts.place_known, make("span", "", detail.place_basis));
      if (detail.note) row(facts, texts.note, make("span", "", detail.note));
    }
    if (whole) row(facts, texts.sources, sources(detail.sources, true));
    element.append(head, facts);
    if (whole && detail.visit) element.append(make("h4", "vm-subtitle", texts.the_visit), aboutVisit(detail.visit, texts));
    if (whole && detail.claims.length) {
      element.append(make("h4", "vm-subtitle", texts.what_sources_say), claims(detail.claims));
    }
  };

  VisitMap.make = make;
})();
