
"use strict";
// Nodes are [kind, label, when, value, words, numbers, source, place, blank, parts, zeros]; texts stand in a list of their own.
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var texts = data.texts, nodes = data.nodes, tree = document.getElementById("tree");

  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) { made.className = name; }
    if (text) { made.textContent = text; }
    return made;
  }

  function row(node, tag) {
    var made = element(tag, "row"), head = element("div", "head"), label = element("span", "label", texts[node[1]]);
    if (node[2]) { label.appendChild(element("span", "when", texts[node[2]])); }
    head.appendChild(label);
    head.appendChild(element("span", "value", texts[node[3]]));
    made.appendChild(head);
    if (node[4]) { made.appendChild(element("div", "words", texts[node[4]])); }
    if (node[5]) { made.appendChild(element("div", "numbers", texts[node[5]])); }
    var from = element("div", "from");
    if (node[6]) { from.appendChild(element("span", "source", "依据：" + texts[node[6]])); }
    if (node[7]) { from.appendChild(element("span", "place", "单元格：" + texts[node[7]])); }
    if (from.firstChild) { made.appendChild(from); }
    return made;
  }

  // What stands below is drawn when it is opened first: the whole would be too much for any screen.
  function lazily(details, inside, draw) {
    details.addEventListener("toggle", function () {
      if (details.open && !inside.firstChild) { draw(); }
    });
  }

  function all(numbers, into) {
    numbers.forEach(function (number) { into.appendChild(drawn(number)); });
  }

  function zeros(numbers) {
    var made = element("details", "zeros"), inside = element("div", "inside");
    made.appendChild(element("summary", "", "其余 " + numbers.length + " 项为 0"));
    made.appendChild(inside);
    lazily(made, inside, function () { all(numbers, inside); });
    return made;
  }

  function drawn(number) {
    var node = nodes[number], name = "node " + node[0] + (node[8] ? " blank" : "");
    if (!node[9].length) {
      var end = element("div", name);
      end.appendChild(row(node, "div"));
      return end;
    }
    var made = element("details", name), inside = element("div", "inside");
    made.appendChild(row(node, "summary"));
    made.appendChild(inside);
    lazily(made, inside, function () {
      all(node[9], inside);
      if (node[10].length) { inside.appendChild(zeros(node[10])); }
    });
    return made;
  }

  document.getElementById("deeper").addEventListener("click", function () {
    Array.prototype.filter.call(tree.querySelectorAll("details.node:not([open])"), function (one) {
      return one.parentNode.closest("details:not([open])") === null;
    }).forEach(function (one) { one.open = true; });
  });
  document.getElementById("fold").addEventListener("click", function () {
    tree.querySelectorAll("details").forEach(function (one) { one.open = false; });
  });
  document.getElementById("paper").addEventListener("click", function () { window.print(); });
  var root = drawn(data.root);
  tree.appendChild(root);
  root.open = true;
})();
