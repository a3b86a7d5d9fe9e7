import { z } from 'zod';
import type { ApiRoute } from './api-route.ts';
import { consoleInfoSchema } from './console-info.ts';
import { sessionSchema, signInSchema } from './session.ts';

/** Signing in, and what is the same for all connectors. */
export const sessionRoutes = {
  signIn: {
    method: 'POST',
    path: '/session',
    summary: 'Sign in with a token',
    role: undefined,
    body: signInSchema,
    answer: sessionSchema,
  },
  session: { method: 'GET', path: '/session', summary: 'Who is signed in', role: 'viewer', answer: sessionSchema },
  signOut: { method: 'DELETE', path: '/session', summary: 'Sign out', role: 'viewer', answer: undefined, status: 204 },
  info: {
    method: 'GET',
    path: '/info',
    summary: 'Manifests, version, destination',
    role: 'viewer',
    answer: consoleInfoSchema,
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
    role: 'viewer',
    answer: z.unknown(),
    as: 'application/vnd.oai.openapi+json',
  },
} as const satisfies Readonly<Record<string, ApiRoute>>;
