import { paths } from '../../platform/paths.js';
import { todayAt } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Course } from '../courses/course.entity.js';
import type { CoursePictureRow } from './course-pictures.js';
import type { MaterialRow } from './materials.js';

const KILOBYTE = 1024;

function lineOf({ id, courseId, title, url, fileName, size, addedAt }: MaterialRow): object {
  return {
    id,
    title,
    /** A link leads elsewhere. */
    href: url ?? paths.material(courseId, id),
    elsewhere: url !== null,
    about: url ?? fileName,
    size: size === null ? undefined : sizePhrase(size),
    addedOn: todayAt(addedAt),
  };
}

function sizePhrase(bytes: number): Phrase {
  const kilobytes = Math.max(1, Math.round(bytes / KILOBYTE));
  if (kilobytes < KILOBYTE) return { key: 'materials:kilobytes', size: kilobytes };
  return { key: 'materials:megabytes', size: (bytes / KILOBYTE / KILOBYTE).toFixed(1) };
}

export function materialsView(course: Course, materials: readonly MaterialRow[]): object {
  return { title: { key: 'materials:title', title: course.title }, course, materials: materials.map(lineOf) };
}

interface SetupFacts {
  course: Course;
  materials: readonly MaterialRow[];
  picture: CoursePictureRow | undefined;
  mayChangePicture: boolean;
}

export function setupView({ course, materials, picture, mayChangePicture }: SetupFacts): object {
  return {
    title: { key: 'materials:setup.title', title: course.title },
    course,
    materials: materials.map(lineOf),
    picture,
    mayChangePicture,
  };
}
