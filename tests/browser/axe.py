"""axe, which judges a page; what it found good before, it isn't asked again.

Two things are remembered, each in the process that runs the tests. Pages in which nothing was wrong: the same road is
gone at a desk and in a hand, and a page that is the same, word for word but for its numbers, is judged once at each
width. And contrasts that were measured and found good: contrast is most of axe's work.

The contrast of words hangs on what the style sheets come to: the ink of their element, the backgrounds, opacities and
effects of all that it lies in, and whatever else is painted at its place. That is what is remembered, as the browser
computes it: whatever selector a rule has, it tells words apart.
"""

import hashlib

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# All that a page is but for numbers, and codes and addresses with a number in them: those are others in each test.
# Names that refer to each other (id, for, aria-...) stay whole. And whether axe is in the page already.
_SEEN = r"""() => {
  const numbered = ['href', 'src', 'action', 'content', 'value', 'datetime', 'title', 'alt', 'download'];
  const plain = text => text.replace(/[\w.:/?&=%+-]*\d[\w.:/?&=%+-]*/g, '0').replace(/\s+/g, ' ');
  const seen = [];
  const read = node => {
    if (node.nodeType === Node.TEXT_NODE) seen.push(plain(node.data));
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    seen.push(`<${node.localName}`);
    for (const {name, value} of node.attributes) {
      const isNumbered = (numbered.includes(name) || name.startsWith('data-')) && !value.startsWith('#');
      const isUnseen = name === 'd' || name === 'value' && node.type === 'hidden';  // the path of a QR code, too
      seen.push(`${name}=${isUnseen ? '' : isNumbered ? plain(value) : value}`);
    }
    if ('value' in node && node.type !== 'hidden') seen.push(`typed ${plain(String(node.value))} ${node.checked}`);
    if ('disabled' in node) seen.push(`disabled ${node.disabled}`);
    if (node === document.activeElement) seen.push('focus');
    seen.push('>');
    node.childNodes.forEach(read);
    seen.push('</>');
  };
  read(document.documentElement);
  const rules = sheet => { try { return sheet.cssRules.length } catch { return 'never came' } };
  seen.push(`${[...document.styleSheets, ...document.adoptedStyleSheets].map(rules)} at ${innerWidth}`);
  return [seen.join('\n'), typeof axe !== 'undefined'];
}"""

# Defines window.judge(include, good): what axe finds wrong in these parts of the page, a line each. `good` is a Set of
# contrasts, to which those are added that it finds good. Violations alone: its account of what passed is much longer.
_SCRIPT = (
    AXE_SCRIPT
    + """;
(() => {
  const INK = ['color', 'webkitTextFillColor', 'webkitTextStrokeColor', 'webkitTextStrokeWidth', 'textShadow',
    'fontSize', 'fontWeight'];
  const GROUND = ['backgroundColor', 'backgroundImage', 'backgroundClip', 'backgroundBlendMode'];
  const EFFECTS = {opacity: '1', filter: 'none', backdropFilter: 'none', mixBlendMode: 'normal', maskImage: 'none',
    clipPath: 'none', position: 'static', zIndex: 'auto', isolation: 'auto', transform: 'none'};
  const PICTURES = 'img, svg, video, canvas, progress, meter, object, embed, iframe';
  const FIELDS = 'input, select, textarea';
  const check = axe._audit.checks['color-contrast'];
  const measure = check.evaluate;
  let good, unders, painted;  // of one judgement: before the next the page may change

  const ground = style => style.backgroundColor === 'rgba(0, 0, 0, 0)' && style.backgroundImage === 'none' ? ''
    : GROUND.map(name => style[name]).join();
  // What an element lies in, from the page down to itself, as far as it can be seen.
  const under = element => {
    if (!element) return '';
    if (!unders.has(element)) {
      const style = getComputedStyle(element);
      const effects = Object.keys(EFFECTS).filter(name => style[name] !== EFFECTS[name])
        .map(name => name + style[name]);
      const own = [ground(style), ...effects].filter(Boolean).join();
      unders.set(element, under(element.parentElement) + (own && `>${own}`));
    }
    return unders.get(element);
  };
  const boxes = () => [...document.querySelectorAll('body, body *:not(svg *)')]
    .filter(e => e.matches(PICTURES) || ground(getComputedStyle(e))).map(e => [e, e.getBoundingClientRect()])
    .filter(([e, box]) => box.width && box.height && e.checkVisibility());  // what is folded away has a place, too
  const lines = element => {
    if (element.matches(FIELDS)) return [element.getBoundingClientRect()];
    const words = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return words.flatMap(node => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    });
  };
  const isWithin = (inner, outer) => inner.left > outer.left - 1 && inner.right < outer.right + 1
    && inner.top > outer.top - 1 && inner.bottom < outer.bottom + 1;
  const areApart = (one, other) => one.right < other.left + 1 || other.right < one.left + 1
    || one.bottom < other.top + 1 || other.bottom < one.top + 1;
  // What else is painted at the place of an element's words, and what they reach out of: with where, and how deep.
  const beside = element => {
    painted ||= boxes();
    const words = lines(element);
    return painted.filter(([other, box]) => !(other === element && other.matches(FIELDS))
      && !words.every(line => other.contains(element) ? isWithin(line, box) : areApart(line, box))
    ).map(([other, box]) => [other.localName, under(other), other.compareDocumentPosition(element),
      ...words.flatMap(line => ['left', 'right', 'top', 'bottom'].map(side => (box[side] - line[side]).toFixed(1)))]);
  };
  const short = text => {
    let one = 1, other = 2;
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 16777619);
      other = Math.imul(other + text.charCodeAt(at), 2654435761) ^ other >>> 15;
    }
    return (one >>> 0).toString(36) + '.' + (other >>> 0).toString(36);
  };
  const contrast = element => {
    const style = getComputedStyle(element);
    return short(JSON.stringify([INK.map(name => style[name]), under(element), beside(element)]));
  };

  check.evaluate = function (element, options, node, context) {
    const name = contrast(element);
    if (good.has(name)) return true;
    let told = {};
    const data = facts => { told = facts; this.data(facts) };
    const found = measure.call({...this, data}, element, options, node, context);
    if (found === true && told.contrastRatio > 1 && !element.closest('svg')) good.add(name);
    return found;
  };

  window.judge = async (include, known) => {
    [good, unders, painted] = [known, new Map(), null];
    const found = await axe.run({include}, {resultTypes: ['violations']});
    return found.violations.map(rule => `${rule.id}: ${rule.nodes[0].html.slice(0, 160)}`);
  };
})()"""
)

# The page with its menus closed, then within them open. All at one go: each question to a page costs as much as a part
# of the answer.
_JUDGE = """async known => {
  const closed = [...document.querySelectorAll('details:not([open])')];
  const good = new Set(known.split(' '));
  const before = good.size;
  const found = (await judge(['html'], good)).map(line => `axe: ${line}`);
  closed.forEach(menu => { menu.open = true });
  if (closed.length) found.push(...(await judge(['details'], good)).map(line => `axe, menus open: ${line}`));
  closed.forEach(menu => { menu.open = false });
  return [found, [...good].slice(before)];
}"""
_good_contrasts: list[str] = []
_good_pages: set[bytes] = set()


def violations(page: Page) -> list[str]:
    """What axe finds in the page and its menus at this width, a line each: the rule, and where it is first broken."""
    seen, is_there = page.evaluate(_SEEN)
    digest = hashlib.sha256(seen.encode()).digest()
    if digest in _good_pages:
        return []
    if not is_there:
        page.evaluate(_SCRIPT)
    found: list[str]
    found, good = page.evaluate(_JUDGE, " ".join(_good_contrasts))
    _good_contrasts.extend(good)
    if not found:
        _good_pages.add(digest)
    return found
