"use strict";
// Decimal arithmetic as the exact reading has it: 34 digits, ties away from zero. An amount is a whole number c and a power of ten e.
// c is a plain number while it and every step towards it is a whole number that doubles hold exactly, else a BigInt.
const amounts = (function () {
  const DIGITS = 34, SAFE = Number.MAX_SAFE_INTEGER, MOST = BigInt(SAFE), SHIFT = 15, tens = [1n];
  const plain = Array.from({ length: SHIFT + 1 }, (_, power) => 10 ** power);
  const ten = (power) => {
    while (tens.length <= power) { tens.push(tens[tens.length - 1] * 10n); }
    return tens[power];
  };
  const most = ten(DIGITS);
  // So many digits, or one more or less where the logarithm is rounded; then exactly so many.
  const size = (c) => Math.floor(Math.log10(Math.abs(Number(c)))) + 1;
  function digits(c) {
    const whole = c < 0n ? -c : c, about = size(whole);
    return whole >= ten(about) ? about + 1 : about > 0 && whole < ten(about - 1) ? about - 1 : about;
  }
  const zero = { c: 0, e: 0 }, one = { c: 1, e: 0 };
  const safe = (c) => c <= SAFE && c >= -SAFE;
  const isZero = (a) => a.c === 0;
  // The same amount with a smaller power of ten; no amount where doubles do not hold it.
  const scaled = (c, shift) => shift <= SHIFT && safe(c * plain[shift]) ? c * plain[shift] : null;
  const big = (a) => typeof a.c === "number" ? { c: BigInt(a.c), e: a.e } : a;

  // Drop the last digits; division of whole numbers cuts towards zero, so that half added first rounds ties away from it.
  function cut(c, drop) {
    const by = ten(drop), half = by / 2n;
    return c < 0n ? (c - half) / by : (c + half) / by;
  }
  function cutPlain(c, drop) {
    const by = plain[drop], left = c % by, whole = (c - left) / by;
    return Math.abs(left) * 2 >= by ? whole + Math.sign(c) : whole;
  }
  const made = (c, e) => c <= MOST && c >= -MOST ? { c: Number(c), e } : { c, e };
  function held(c, e) {
    if (c < most && c > -most) { return made(c, e); }
    const drop = digits(c) - DIGITS;
    return { c: cut(c, drop), e: e + drop };
  }
  // Conditions count as 1 and 0.
  const number = (value) => value === true ? one : value === false ? zero : value;

  function add(a, b) {
    if (b.c === 0) { return a; }
    if (a.c === 0) { return b; }
    const e = a.e < b.e ? a.e : b.e;
    if (typeof a.c === "number" && typeof b.c === "number") {
      const left = a.e === e ? a.c : scaled(a.c, a.e - e), right = b.e === e ? b.c : scaled(b.c, b.e - e);
      if (left !== null && right !== null && safe(left + right)) { return { c: left + right, e }; }
    }
    return held(BigInt(a.c) * ten(a.e - e) + BigInt(b.c) * ten(b.e - e), e);
  }
  const minus = (a) => ({ c: a.c === 0 ? 0 : -a.c, e: a.e });
  function times(a, b) {
    if (a.c === 0 || b.c === 0) { return zero; }
    if (typeof a.c === "number" && typeof b.c === "number" && safe(a.c * b.c)) { return { c: a.c * b.c, e: a.e + b.e }; }
    return held(BigInt(a.c) * BigInt(b.c), a.e + b.e);
  }

  // A quotient of few digits is found at once; else digits behind those that are kept say whether the last one is rounded up.
  const FEW = 4;
  function over(a, b) {
    if (a.c === 0) { return zero; }
    if (typeof a.c === "number" && typeof b.c === "number") {
      for (let shift = 0; shift <= FEW; shift += 1) {
        const above = a.c * plain[shift];
        if (!safe(above)) { break; }
        if (above % b.c === 0) { return { c: above / b.c, e: a.e - b.e - shift }; }
      }
    }
    const shift = Math.max(0, DIGITS + 3 + size(b.c) - size(a.c));
    return held(BigInt(a.c) * ten(shift) / BigInt(b.c), a.e - b.e - shift);
  }
  function order(a, b) {
    if (a.e === b.e || a.c === 0 || b.c === 0) { return a.c < b.c ? -1 : a.c > b.c ? 1 : 0; }
    if (a.c < 0 !== b.c < 0) { return a.c < 0 ? -1 : 1; }
    const e = a.e < b.e ? a.e : b.e;
    let left = null, right = null;
    if (typeof a.c === "number" && typeof b.c === "number") { left = scaled(a.c, a.e - e); right = scaled(b.c, b.e - e); }
    if (left === null || right === null) { left = BigInt(a.c) * ten(a.e - e); right = BigInt(b.c) * ten(b.e - e); }
    return left < right ? -1 : left > right ? 1 : 0;
  }
  function rounded(a, places) {
    const more = a.e + places;
    if (a.c === 0) { return { c: 0, e: -places }; }
    if (typeof a.c === "number") {
      if (more >= 0) {
        const c = scaled(a.c, more);
        if (c !== null) { return { c, e: -places }; }
      } else if (-more <= SHIFT) {
        return { c: cutPlain(a.c, -more), e: -places };
      }
    }
    return made(more >= 0 ? BigInt(a.c) * ten(more) : cut(BigInt(a.c), -more), -places);
  }

  // Whole powers as the library of the exact reading takes them: by squares, with more digits and ties to even, rounded once more at the end.
  function even(c, e, kept) {
    const drop = digits(c) - kept;
    if (drop <= 0) { return { c, e }; }
    const by = ten(drop), sign = c < 0n ? -1n : 1n, size = c * sign, whole = size / by, twice = (size % by) * 2n;
    const up = twice > by || (twice === by && whole % 2n === 1n) ? 1n : 0n;
    return { c: (whole + up) * sign, e: e + drop };
  }
  // Growth to the same year is asked for again and again.
  const powers = new Map(), KEPT = 20000;
  function power(a, b) {
    const name = `${a.c}e${a.e}^${b.c}e${b.e}`;
    if (!powers.has(name)) {
      if (powers.size > KEPT) { powers.clear(); }
      powers.set(name, raised(big(a), b));
    }
    return powers.get(name);
  }
  function raised(a, b) {
    const exponent = BigInt(rounded(b, 0).c);
    if (order({ c: exponent, e: 0 }, b) !== 0) { throw new Error("a power that is no whole number"); }
    const negative = exponent < 0n, size = negative ? -exponent : exponent;
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
    return made(BigInt(whole + part), Number(shift || 0) - part.length);
  }
  // With so many decimals, thousands apart where they are asked for.
  function fixed(a, places, grouped) {
    const c = BigInt(rounded(a, places).c), size = (c < 0n ? -c : c).toString().padStart(places + 1, "0");
    const whole = size.slice(0, size.length - places), part = places ? "." + size.slice(-places) : "";
    return (c < 0n ? "-" : "") + (grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole) + part;
  }
  // How many decimals it has, zeros at the end not counted.
  function decimals(a) {
    let { c, e } = big(a);
    if (c === 0n) { return 0; }
    while (e < 0 && c % 10n === 0n) { c /= 10n; e += 1; }
    return Math.max(0, -e);
  }
  function trimmed(a, least, places, grouped) {
    const shown = rounded(a, Math.min(places, decimals(a)));
    return fixed(shown, Math.max(least, decimals(shown)), grouped);
  }
  return { zero, one, number, isZero, add, minus, times, over, power, order, rounded, read, fixed, decimals, trimmed };
})();
