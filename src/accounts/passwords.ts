import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** argon2id with the parameters that OWASP asks for at least: 19 MiB, two passes, one lane. About 30 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of a password that nobody has, so that an unknown person costs as much time as a known one. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$m+BSnwmC2KZIKHG5uVNZFg$5ecQkgeUHbYHGGOh7Dc5KJj/GYXyD4TGNVF6hig+nXI';

@Injectable()
export class Passwords {
  hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /** Takes the same time whether there is somebody with a password or not. */
  async matches(password: string, stored: string | null | undefined): Promise<boolean> {
    const right = await verify(stored ?? NOBODY, password);
    return right && stored != null;
  }
}
