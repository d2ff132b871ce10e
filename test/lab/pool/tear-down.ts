export default (): Promise<void> => (globalThis as unknown as { closeLabPool(): Promise<void> }).closeLabPool();
