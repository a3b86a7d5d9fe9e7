import { useEffect } from 'react';
import { useConsole } from '../../shell/use-console.ts';
import type { FormSetup } from '../model/form-setup.ts';
import type { FormValues } from '../model/form-values.ts';
import { toTestForm } from '../model/to-connector-form.ts';
import type { EditorChange } from './editor-state.ts';

/** How long nothing is typed before the collector is asked, milliseconds. */
const pauseMs = 300;

/** Has the collector check the form while it is filled in. What it cannot answer now it says when the form is saved. */
export function useFormCheck(setup: FormSetup, values: FormValues, change: (change: EditorChange) => void): void {
  const { api } = useConsole();
  useEffect(() => {
    if (values.sources.length === 0) return;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      api.call('check', { body: toTestForm(setup, values), signal }).then(
        (checked) => change({ kind: 'checked', of: values, checked }),
        () => {},
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, setup, values, change]);
}
