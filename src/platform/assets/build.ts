import { buildAssets } from './build-assets.js';

await buildAssets();
