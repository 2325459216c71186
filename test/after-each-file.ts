import { afterAll } from "vitest";
import { removeFolders } from "./own-folder.ts";

// Vitest runs this before each test file. A shared module's own afterAll would be the first file's alone.

afterAll(removeFolders);
