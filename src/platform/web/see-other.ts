export interface SeeOther {
  url: string;
  statusCode: 303;
}

/** Where a form that was taken leads: for handlers under `@Redirect()`. */
export function seeOther(url: string): SeeOther {
  return { url, statusCode: 303 };
}
