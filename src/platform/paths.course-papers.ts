/** The addresses of what surrounds courses (papers, certificates, material, questions, surveys): a part of `paths`. */
export const coursePaperPaths = {
  // training: papers of a session
  signInSheet: (sessionId: number) => `/sessions/${sessionId}/sign-in-sheet.pdf`,
  nameTags: (sessionId: number) => `/sessions/${sessionId}/name-tags.pdf`,
  participantsPdf: (sessionId: number) => `/sessions/${sessionId}/participants.pdf`,
};
