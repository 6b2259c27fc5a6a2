import helmet from 'helmet';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/**
 * On the handler of a page with a scanner: the page may use the camera. No other may, nor any other device of hers. (A
 * visit by Turbo stays in the document that was opened first: 60-scan.js opens it anew before it asks for the camera.)
 */
export const WithCamera = (): MethodDecorator => RouteConfig({ camera: true });

const NEVER = ['accelerometer', 'display-capture', 'geolocation', 'gyroscope', 'microphone', 'midi', 'payment', 'usb'];

function permissions(camera: boolean): string {
  return [...NEVER.map((name) => `${name}=()`), `camera=(${camera ? 'self' : ''})`].join(', ');
}

/** What every answer says to the browser about itself, assets and errors included. It is the same for all, so it is put together once. */
export function addHeaders(server: FastifyInstance, https: boolean): void {
  const common = helmetHeaders(https);
  const [plain, scanning] = [false, true].map((camera) => ({ ...common, 'permissions-policy': permissions(camera) }));
  server.addHook('onRequest', (request, reply, done) => {
    const config = request.routeOptions.config as { camera?: boolean };
    void reply.headers(config.camera ? scanning! : plain!);
    done();
  });
}

/** Helmet is a middleware: it says its headers to whatever it is given. */
function helmetHeaders(https: boolean): Record<string, string> {
  const said: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => (said[name.toLowerCase()] = value),
    removeHeader: (): void => undefined,
  };
  helmet(policies(https))({} as never, response as never, () => undefined);
  return said;
}

/** Neither inline scripts and styles nor nonces: what runs here came from here as a file. */
function policies(https: boolean): Parameters<typeof helmet>[0] {
  const self = ["'self'"];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: self,
        styleSrc: self,
        imgSrc: ["'self'", 'data:'],
        fontSrc: self,
        connectSrc: self,
        manifestSrc: self,
        formAction: self,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: https,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  };
}
