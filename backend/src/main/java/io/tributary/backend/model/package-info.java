/**
 * {@code /api/v1/tasks/{id}/model} and {@code /api/v1/models}: a trained model as safetensors, JSON, or a PyTorch zip.
 */
@NullMarked
package io.tributary.backend.model;

import org.jspecify.annotations.NullMarked;
