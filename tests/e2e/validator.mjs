// What a page of `obzor build` has to be as HTML.
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  // Matters of taste, and what a checker cannot know: the integrity is that of the app's own index.html.
  rules: { 'void-style': 'off', 'doctype-style': 'off', 'attribute-boolean-style': 'off', 'long-title': 'off', 'require-sri': 'off', 'wcag/h63': 'off' },
});

/** What is wrong with a page, a line each. */
export async function faults(text) {
  const { results } = await validator.validateString(text);
  return results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`));
}
