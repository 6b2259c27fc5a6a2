import encodeQR from 'qr';
import { pdf } from '../../platform/documents/pdf.js';
import { paths } from '../../platform/paths.js';
import { dateText, eraDateText, type Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import type { Certificate } from './certificate.entity.js';
import { certificateNumber, codeText } from './certificate.policy.js';

/** What a certificate prints. One that was revoked is marked. @param publicUrl of this house, without a slash at the end */
export function certificatePaper(certificate: Certificate, publicUrl: string, language: Language): object {
  const { name, courseTitle, issuer, held, attended, issuedOn, revokedAt, code } = certificate;
  const words = (key: string, params: object = {}): string =>
    say(language, { ...params, key: `certificates:paper.${key}` });
  const address = `${publicUrl}${paths.certificate(code)}`;
  return {
    language,
    title: words('title'),
    number: say(language, { key: 'certificates:number', number: certificateNumber(certificate) }),
    name: words('name', { name }),
    course: courseTitle,
    text: words('text', { held, attended }),
    date: language === 'ja' ? eraDateText(issuedOn) : dateText(issuedOn, language, true),
    issuer: issuer ?? say(language, 'platform:name'),
    house: issuer ? say(language, 'platform:name') : '',
    check: words('check'),
    address,
    code: codeText(code),
    qr: encodeQR(address, 'svg', { ecc: 'medium', border: 2 }),
    void: revokedAt ? words('void') : '',
  };
}

export function certificatePdf(certificate: Certificate, publicUrl: string, language: Language): Buffer {
  return pdf('certificate', certificatePaper(certificate, publicUrl, language));
}
