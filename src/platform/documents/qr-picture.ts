import encodeQR from 'qr';

/** A QR code as SVG. A frame of four modules, as readers need it, on white also where the page is dark. */
export function qrPicture(text: string): string {
  return encodeQR(text, 'svg', { ecc: 'medium', border: 4 }).replace(
    /<svg[^>]*>/,
    (head) => `${head}<rect width="100%" height="100%" fill="#fff"/>`,
  );
}
