import { invalid } from '../../platform/errors.js';
import { MOST_PIXELS, type PictureFacts } from './picture.policy.js';

interface Wish {
  /** Pixels; enough for a page at twice the density unless told otherwise. */
  longestSide?: number;
  /** Of the form that brought it. */
  field?: string;
  /** As JPEG, whatever it was: for paper. */
  jpeg?: boolean;
}

/**
 * The picture as it is kept: drawn anew, upright, of the same kind unless told otherwise, so that nothing goes with it but what one sees. A phone
 * writes into its pictures where and when they were taken.
 *
 * @throws Refused venues.picture_unknown_kind at `field` (`picture`) for what only begins as a picture does
 */
export async function redrawn(
  file: Buffer,
  { mediaType }: PictureFacts,
  { longestSide = 1600, field = 'picture', jpeg = false }: Wish = {},
): Promise<{ content: Buffer; facts: PictureFacts }> {
  const { default: sharp } = await import('sharp'); // on first use: most processes draw nothing
  const sized = sharp(file, { limitInputPixels: MOST_PIXELS })
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
  const drawn = await (jpeg ? sized.flatten({ background: '#fff' }).jpeg({ quality: 82 }) : sized)
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw invalid(field, 'venues.picture_unknown_kind');
    });
  const { width, height } = drawn.info;
  return { content: drawn.data, facts: { mediaType: jpeg ? 'image/jpeg' : mediaType, width, height } };
}
