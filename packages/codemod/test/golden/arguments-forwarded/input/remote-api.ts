// Stands for an API of somebody else: it answers with what it is sent.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const api = createServer((request, response) => {
  response.write(request.url);
  request.pipe(response);
});

await new Promise<void>((listening) => api.listen(0, '127.0.0.1', listening));
api.unref();

export const base = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
