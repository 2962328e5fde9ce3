// A step of the build: what the template engine makes of the default templates takes longer than to use it.
import { writeFileSync } from 'node:fs';
import { compiledModule } from '../dist/render/compile-templates.js';
import { defaultTemplates } from '../dist/render/template-texts.js';

writeFileSync(new URL('../dist/render/compiled-defaults.js', import.meta.url), compiledModule(defaultTemplates()));
