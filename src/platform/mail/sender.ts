/** The bare address in a sender as the settings have it, `つどい <no-reply@tsudoi.example>`. */
export function addressOf(mailFrom: string): string {
  return /<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom.trim();
}
