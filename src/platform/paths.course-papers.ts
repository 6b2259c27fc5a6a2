/** The addresses of what surrounds courses (papers, certificates, material, questions, surveys): a part of `paths`. */
export const coursePaperPaths = {
  // training: papers of a session
  signInSheet: (sessionId: number) => `/sessions/${sessionId}/sign-in-sheet.pdf`,
  nameTags: (sessionId: number) => `/sessions/${sessionId}/name-tags.pdf`,
  participantsPdf: (sessionId: number) => `/sessions/${sessionId}/participants.pdf`,

  // training: certificates
  ownCertificates: () => '/me/certificates',
  courseCertificates: (courseId: number) => `/manage/courses/${courseId}/certificates`,
  certificateRevocation: (courseId: number, id: number) => `/manage/courses/${courseId}/certificates/${id}/revocation`,
  /** For anybody who holds the paper. */
  certificate: (code: string) => `/certificates/${encodeURIComponent(code)}`,
  certificatePdf: (id: number) => `/certificates/${id}/paper.pdf`,
};
