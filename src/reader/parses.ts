/** Whether a text is a TypeScript module to a parser that loads in a tenth of the time of TypeScript's own. */
export async function parser(): Promise<(text: string) => boolean> {
  const { parse } = await import('@babel/parser');
  return (text) => {
    try {
      parse(text, { sourceType: 'module', plugins: ['typescript'], attachComment: false });
      return true;
    } catch {
      return false;
    }
  };
}
