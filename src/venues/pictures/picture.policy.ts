/** What a browser shows everywhere, told by its first bytes and not by its name. */
export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp';

export interface PictureFacts {
  mediaType: MediaType;
  /** Pixels. */
  width: number;
  height: number;
}

export type PictureRefusal = 'picture_unknown_kind' | 'picture_too_many_pixels';

/** A phone's largest picture has 200 million pixels; nobody needs one of these on a page. */
export const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 12_000;

/** What the file is, by its content; or why it is not taken. */
export function readPicture(file: Buffer): PictureFacts | PictureRefusal {
  const found = png(file) ?? webp(file) ?? jpeg(file);
  if (!found || found.width < 1 || found.height < 1) return 'picture_unknown_kind';
  const tooMany = found.width * found.height > MOST_PIXELS || Math.max(found.width, found.height) > LONGEST_SIDE;
  return tooMany ? 'picture_too_many_pixels' : found;
}

const PNG_MARK = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function png(file: Buffer): PictureFacts | undefined {
  if (file.length < 24 || !file.subarray(0, 8).equals(PNG_MARK) || text(file, 12, 4) !== 'IHDR') return undefined;
  return { mediaType: 'image/png', width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

function webp(file: Buffer): PictureFacts | undefined {
  if (file.length < 30 || text(file, 0, 4) !== 'RIFF' || text(file, 8, 4) !== 'WEBP') return undefined;
  const size = webpSize(file);
  return size && { mediaType: 'image/webp', ...size };
}

function webpSize(file: Buffer): { width: number; height: number } | undefined {
  switch (text(file, 12, 4)) {
    case 'VP8X':
      return { width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = file.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}

/** Start of frame: C0 to CF, without the tables C4, C8 and CC. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpeg(file: Buffer): PictureFacts | undefined {
  if (file.length < 4 || file.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= file.length;) {
    if (file[at] !== 0xff) return undefined;
    const marker = file[at + 1]!;
    if (isFrame(marker)) {
      return { mediaType: 'image/jpeg', width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) };
    }
    const filler = marker === 0xff;
    at += filler ? 1 : 2 + file.readUInt16BE(at + 2);
  }
  return undefined;
}

function text(file: Buffer, at: number, length: number): string {
  return file.toString('latin1', at, at + length);
}
