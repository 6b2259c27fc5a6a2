/**
 * A text for the log without what people typed. Our own texts there are English and quote nothing, so whatever is Japanese or
 * stands in quotation marks comes from data (databases and parsers repeat the value that they could not take).
 */
export function scrub(text: string): string {
  return text
    .replaceAll(/"[^"\n]*"|'[^'\n]*'/g, '"…"')
    .replaceAll(/[^\s"'<>(),;]+@[^\s"'<>(),;]+/g, '…')
    .replaceAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー〜々ｦ-ﾟ]+/gu, '…')
    .replaceAll(/(?<![\d.:])0\d{1,4}[-\s]?\d{2,4}[-\s]?\d{3,4}(?!\d)/g, '…');
}
