"use strict";
// Decimal arithmetic as the exact reading has it: 34 digits, ties away from zero. An amount is a whole number c and a power of ten e.
const amounts = (function () {
  const DIGITS = 34, tens = [1n];
  const ten = (power) => {
    while (tens.length <= power) { tens.push(tens[tens.length - 1] * 10n); }
    return tens[power];
  };
  const most = ten(DIGITS);
  const digits = (c) => (c < 0n ? -c : c).toString().length;
  const zero = { c: 0n, e: 0 }, one = { c: 1n, e: 0 };

  // Drop the last digits; division of whole numbers cuts towards zero, so that half added first rounds ties away from it.
  function cut(c, drop) {
    const by = ten(drop), half = by / 2n;
    return c < 0n ? (c - half) / by : (c + half) / by;
  }
  function held(c, e) {
    if (c < most && c > -most) { return { c, e }; }
    const drop = digits(c) - DIGITS;
    return { c: cut(c, drop), e: e + drop };
  }
  // Conditions count as 1 and 0.
  const number = (value) => value === true ? one : value === false ? zero : value;

  function add(a, b) {
    if (a.e === b.e) { return held(a.c + b.c, a.e); }
    return a.e > b.e ? held(a.c * ten(a.e - b.e) + b.c, b.e) : held(a.c + b.c * ten(b.e - a.e), a.e);
  }
  const minus = (a) => ({ c: -a.c, e: a.e });
  const times = (a, b) => held(a.c * b.c, a.e + b.e);

  // One digit more than is kept: whether it is five or more says how the last one is rounded.
  function over(a, b) {
    const shift = Math.max(0, DIGITS + 1 + digits(b.c) - digits(a.c));
    return held(a.c * ten(shift) / b.c, a.e - b.e - shift);
  }
  function order(a, b) {
    const left = a.e > b.e ? a.c * ten(a.e - b.e) : a.c, right = b.e > a.e ? b.c * ten(b.e - a.e) : b.c;
    return left < right ? -1 : left > right ? 1 : 0;
  }
  function rounded(a, places) {
    if (a.e >= -places) { return { c: a.c * ten(a.e + places), e: -places }; }
    return { c: cut(a.c, -places - a.e), e: -places };
  }

  // Whole powers as the library of the exact reading takes them: by squares, with more digits and ties to even, rounded once more at the end.
  function even(c, e, kept) {
    const drop = digits(c) - kept;
    if (drop <= 0) { return { c, e }; }
    const by = ten(drop), sign = c < 0n ? -1n : 1n, size = c * sign, whole = size / by, twice = (size % by) * 2n;
    const up = twice > by || (twice === by && whole % 2n === 1n) ? 1n : 0n;
    return { c: (whole + up) * sign, e: e + drop };
  }
  function power(a, b) {
    const exponent = rounded(b, 0);
    if (order(exponent, b) !== 0) { throw new Error("a power that is no whole number"); }
    const negative = exponent.c < 0n, size = negative ? -exponent.c : exponent.c;
    if (size === 0n) { return one; }
    const kept = DIGITS + digits(size) + 2 + (negative ? 1 : 0);
    let base = a;
    if (negative) {
      const shift = kept + 1 + digits(a.c), left = ten(shift) % a.c ? 1n : 0n;
      base = even(ten(shift) / a.c * 10n + left, -a.e - shift - 1, kept);
    }
    let result = base;
    for (const bit of size.toString(2).slice(1)) {
      result = even(result.c * result.c, result.e * 2, kept);
      if (bit === "1") { result = even(result.c * base.c, result.e + base.e, kept); }
    }
    return held(result.c, result.e);
  }

  function read(text) {
    const [plain, shift] = text.trim().split(/e/i), [whole, part = ""] = plain.split(".");
    return { c: BigInt(whole + part), e: Number(shift || 0) - part.length };
  }
  // With so many decimals, thousands apart where they are asked for.
  function fixed(a, places, grouped) {
    const { c } = rounded(a, places), size = (c < 0n ? -c : c).toString().padStart(places + 1, "0");
    const whole = size.slice(0, size.length - places), part = places ? "." + size.slice(-places) : "";
    return (c < 0n ? "-" : "") + (grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole) + part;
  }
  // How many decimals it has, zeros at the end not counted.
  function decimals(a) {
    let { c, e } = a;
    if (c === 0n) { return 0; }
    while (e < 0 && c % 10n === 0n) { c /= 10n; e += 1; }
    return Math.max(0, -e);
  }
  function trimmed(a, least, places, grouped) {
    const shown = rounded(a, Math.min(places, decimals(a)));
    return fixed(shown, Math.max(least, decimals(shown)), grouped);
  }
  return { zero, one, number, add, minus, times, over, power, order, rounded, read, fixed, decimals, trimmed };
})();
