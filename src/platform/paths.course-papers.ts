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

  // training: material and picture of a course
  materials: (courseId: number) => `/trainings/${courseId}/materials`,
  material: (courseId: number, id: number) => `/trainings/${courseId}/materials/${id}`,
  courseMaterials: (courseId: number) => `/manage/courses/${courseId}/materials`,
  materialDeletion: (courseId: number, id: number) => `/manage/courses/${courseId}/materials/${id}/deletion`,
  coursePictureSetup: (courseId: number) => `/manage/courses/${courseId}/picture`,
  coursePictureDeletion: (courseId: number) => `/manage/courses/${courseId}/picture/deletion`,
  /** The picture itself. */
  coursePicture: (courseId: number, id: number) => `/trainings/${courseId}/pictures/${id}`,

  // training: questions to those who enrol
  courseQuestions: (courseId: number) => `/manage/courses/${courseId}/questions`,
  courseQuestion: (courseId: number, id: number) => `/manage/courses/${courseId}/questions/${id}`,
  courseQuestionEdit: (courseId: number, id: number) => `/manage/courses/${courseId}/questions/${id}/edit`,
  courseQuestionDeletion: (courseId: number, id: number) => `/manage/courses/${courseId}/questions/${id}/deletion`,
  courseQuestionPosition: (courseId: number, id: number) => `/manage/courses/${courseId}/questions/${id}/position`,
  courseAnswers: (courseId: number) => `/manage/courses/${courseId}/answers`,
  courseAnswersCsv: (courseId: number) => `/manage/courses/${courseId}/answers.csv`,

  // training: surveys after a session
  survey: (token: string) => `/surveys/${encodeURIComponent(token)}`,
  surveyThanks: () => '/surveys/thanks',
  sessionSurvey: (sessionId: number) => `/sessions/${sessionId}/survey`,
};
