import { Course } from './courses/course.entity.js';
import { SessionTrainer } from './sessions/session-trainer.entity.js';
import { TrainingSession } from './sessions/training-session.entity.js';

export const trainingEntities = [Course, TrainingSession, SessionTrainer];
