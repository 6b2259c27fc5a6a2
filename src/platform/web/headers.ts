import helmet from '@fastify/helmet';
import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * On the handler of a page with a scanner: the page may use the camera. No other may, nor any other device of hers. (A
 * visit by Turbo stays in the document that was opened first: 60-scan.js opens it anew before it asks for the camera.)
 */
export const WithCamera = (): MethodDecorator => RouteConfig({ camera: true });

const NEVER = ['accelerometer', 'display-capture', 'geolocation', 'gyroscope', 'microphone', 'midi', 'payment', 'usb'];

function permissions(camera: boolean): string {
  return [...NEVER.map((name) => `${name}=()`), `camera=(${camera ? 'self' : ''})`].join(', ');
}

/** What every answer says to the browser about itself, assets and errors included. */
export async function addHeaders(app: NestFastifyApplication, https: boolean): Promise<void> {
  await app.register(helmet, policies(https));
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      const { camera = false } = request.routeOptions.config as { camera?: boolean };
      void reply.header('Permissions-Policy', permissions(camera));
      done();
    });
}

/** Neither inline scripts and styles nor nonces: what runs here came from here as a file. */
function policies(https: boolean): Parameters<typeof helmet>[1] {
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
