// panel/tests/setup.ts -- before each test: an empty browser, in Italian.
import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import { setLanguage } from '../src/texts/texts';

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 5000 });

// jsdom has neither; pages only need them to be there.
window.scrollTo = () => undefined;
HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
};

beforeEach(() => {
    localStorage.clear();
    setLanguage('it');
});

afterEach(() => {
    cleanup();
    vi.useRealTimers();
});
