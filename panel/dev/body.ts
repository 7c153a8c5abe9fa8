// panel/dev/body.ts -- what a request carries.
import type { Asked } from './routes';

export const bodyOf = <T>({ body }: Asked): T => (body ?? {}) as T;
