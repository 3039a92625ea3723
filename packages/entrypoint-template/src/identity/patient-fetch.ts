/** Long enough that an identity provider which is down is not asked by every request, short enough to notice its return. */
const PAUSE_MS = 1_000;

/** `fetch` of JSON, that fails at once where it has just failed, and for every answer but 200. */
export function patientFetch(): typeof fetch {
  let failure: { readonly error: Error; readonly until: number } | undefined;
  return async (url, init) => {
    if (failure && performance.now() < failure.until) throw failure.error;
    try {
      const response = await fetch(url, init);
      if (response.status !== 200) throw new Error(`${url} answers ${response.status}`);
      const document = await response.json();
      failure = undefined;
      return Response.json(document);
    } catch (error) {
      failure = { error: error as Error, until: performance.now() + PAUSE_MS };
      throw error;
    }
  };
}
